import type { ScopeDraft } from "./form-draft.ts";

export type FieldsProps = {
  draft: ScopeDraft;
  change: (part: Partial<ScopeDraft>) => void;
  /** What is wrong with a field, by its id. */
  faultAt: (field: string) => string | undefined;
};

/** With exactOptionalPropertyTypes there is no `error: undefined`. */
export const errorOf = (fault: string | undefined): { error?: string } => (fault === undefined ? {} : { error: fault });
