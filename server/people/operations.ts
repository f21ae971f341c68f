/** What other modules may do with people. */
export { giveOne } from "./right-operations.ts";
export { askForRight } from "./right-request-operations.ts";
export { deleteOldLookups, findPersonOfNumber as personOfNumber, findPerson, noteChoice, noteLogin, updateLanguage, upsertPerson } from "./person-store.ts";
