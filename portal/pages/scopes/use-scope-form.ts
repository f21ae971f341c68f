import type { ErrorSummary } from "@digdir/designsystemet-react";
import { type ComponentRef, type RefObject, useState } from "react";
import type { Fault } from "../../parts/fault-summary.tsx";
import { useText } from "../../text/use-text.ts";
import { type DraftFault, faultsOf, isBehindMore, type ScopeDraft } from "./form-draft.ts";
import { FIELDS } from "./form-texts.ts";

type ScopeForm = {
  faults: readonly Fault[];
  faultAt: (field: string) => string | undefined;
  opensMore: boolean;
  /** Shows what is wrong, with the focus on it. @returns whether the draft can be sent */
  check: () => boolean;
};

/** What is wrong with a scope in a form, in words, from when it was sent. @param summary takes the focus then */
export function useScopeForm(draft: ScopeDraft, taken: ReadonlySet<string> | null, summary: RefObject<ComponentRef<typeof ErrorSummary> | null>): ScopeForm {
  const t = useText(FIELDS);
  const [found, setFound] = useState<readonly DraftFault[]>([]);
  const inWords = ({ says, of, n = 0 }: DraftFault): string => {
    if (says === "tooLong" && of) return t("tooLong", { field: t(of as "description"), n });
    if (says === "secondsWrong" && of) return t("secondsWrong", { field: t(of as "maxAge") });
    return t(says as "descriptionMissing");
  };
  const faults = found.map((fault) => ({ field: fault.field, says: inWords(fault) }));
  return {
    faults,
    faultAt: (field) => faults.find((fault) => fault.field === field)?.says,
    opensMore: found.some(isBehindMore),
    check() {
      const wrong = faultsOf(draft, taken);
      setFound(wrong);
      if (wrong.length > 0) requestAnimationFrame(() => summary.current?.focus());
      return wrong.length === 0;
    },
  };
}
