/** Scopes of which a caller needs one for each kind of call: documents and the published description ask for different ones (maskinporten.md 10.1). */
export const MAY_READ = ["idporten:dcr.read", "idporten:dcr.write", "idporten:dcr.modify"];
export const MAY_CREATE_AND_REMOVE = ["idporten:dcr.write"];
export const MAY_CHANGE = ["idporten:dcr.write", "idporten:dcr.modify"];
/** Of Altinn's app platform: all of its own partner API, and nothing else. */
export const ALTINN = "idporten:dcr.altinn";
