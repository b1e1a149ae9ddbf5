"""Who works where in these tests."""

from pendopo.kernel.actor import Grant, Role

PASSWORD = "tujuh-gajah-menari"
CITY, REGENCY, MALL, BRANCH = 1, 2, 100, 101

GRANTS: dict[str, tuple[Grant, ...]] = {
    "petugas": (Grant(Role.OFFICER, CITY, None, MALL),),
    "penyelia": (Grant(Role.SUPERVISOR, CITY, None, MALL),),
    "penyunting": (Grant(Role.AGENCY_EDITOR, CITY),),
    "kepala": (Grant(Role.ADMINISTRATOR, CITY),),
    "pusat": (Grant(Role.ADMINISTRATOR),),
    "tetangga": (Grant(Role.OFFICER, REGENCY),),
    "baru": (),
}
