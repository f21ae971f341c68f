/** All that can be done with prefixes, scopes and accesses: what the faces, and other modules, call. */
export type { Acting } from "./acting.ts";
export { accessesGivenBy, accessesGivenTo, giveAccess, readConsumer, removeAccess, type ShownAccess } from "./access-operations.ts";
export { checkAccesses, giveAccessToAll } from "./access-batch.ts";
export { undoRemoval } from "./access-undo.ts";
export { impactOfDeactivating } from "./impact.ts";
export { allotPrefix, allPrefixes, deactivatePrefix, prefixesOf } from "./prefix-operations.ts";
export {
  type AvailableScope,
  createScope,
  deactivateScope,
  lockScope,
  readOwnScope,
  replaceScope,
  scopesAvailableTo,
  scopesOf,
  unlockScope,
} from "./scope-operations.ts";
export { BEGUN, causeOfAccess, HOLDS, judgeStanding, type NewestAccess, scopeStandings } from "./standing.ts";
