import { createContext, use } from "react";

/** Opens the dialog that adds a key, from wherever on the client's page a key is what is missing. Null where it cannot be opened. */
export const AddKeyContext = createContext<(() => void) | null>(null);
export const useAddKey = (): (() => void) | null => use(AddKeyContext);
