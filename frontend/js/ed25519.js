// Ed25519 for browsers that have none of their own: loaded only there.
import { hashes, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";

hashes.sha512 = sha512;
window.pendopoEd25519 = (signature, message, key) => verify(signature, message, key, { zip215: false });
