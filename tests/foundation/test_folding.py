"""A fresh database is made with folded migrations: the same schema, and none of the migrations looks different."""

from django.db import migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from pendopo.project.launcher.folding import NewTable, folded

CREATE = migrations.CreateModel("Desk", [("id", models.AutoField(primary_key=True))])
POSITIVE = models.CheckConstraint(condition=models.Q(id__gt=0), name="desk_positive")
ADD = migrations.AddConstraint("desk", POSITIVE)


def test_folded_migrations_lead_to_the_same_models() -> None:
    loader, plain, short = MigrationLoader(None), ProjectState(), ProjectState()
    saved = 0
    for key in _all_in_order(loader):
        migration = loader.graph.nodes[key]
        operations = folded(migration.operations)
        saved += len(migration.operations) - len(operations)
        for state, steps in ((plain, migration.operations), (short, operations)):
            for one in steps:
                one.state_forwards(key[0], state)
    assert MigrationAutodetector(plain, short).changes(loader.graph) == {}
    assert saved > 100


def test_a_constraint_comes_with_its_table() -> None:
    (only,) = folded([CREATE, ADD])
    assert only.options["constraints"] == [POSITIVE]


def test_a_constraint_waits_for_what_was_done_to_its_table_before() -> None:
    column = migrations.AddField("desk", "name", models.TextField())
    filled = migrations.RunSQL("UPDATE desk SET id = 1")
    for between in (column, filled):
        assert folded([CREATE, between, ADD]) == [CREATE, between, ADD]


def test_a_new_table_is_built_alone_and_its_neighbours_know_of_it() -> None:
    state = ProjectState()
    CREATE.state_forwards("hall", state)
    desk = state.apps.get_model("hall", "Desk")
    columns = [
        ("id", models.AutoField(primary_key=True)),
        ("desk", models.ForeignKey("hall.Desk", models.CASCADE)),
    ]
    NewTable("Call", columns).state_forwards("hall", state)
    call = state.apps.get_model("hall", "Call")
    assert state.apps.get_model("hall", "Desk") is desk
    assert call._meta.get_field("desk").related_model is desk
    assert [one.related_model for one in desk._meta.related_objects] == [call]
    assert (
        NewTable("Call", columns).deconstruct()[2] == migrations.CreateModel("Call", columns).deconstruct()[2]
    )


def _all_in_order(loader: MigrationLoader) -> list[tuple[str, str]]:
    steps = (step for leaf in sorted(loader.graph.leaf_nodes()) for step in loader.graph.forwards_plan(leaf))
    return list(dict.fromkeys(steps))
