/** Taking rights away, and bringing them back: at once, with the focus where the news is. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { type GivenRight, people as peopleQuery, type Person, removeRight, undoRemoval } from "../../api/people.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { useLanguage } from "../../text/language.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { PEOPLE } from "./texts.ts";

export type Change = { person: Person; right: GivenRight };

export function useRemoval() {
  const t = useText(PEOPLE);
  const f = useFormat();
  const language = useLanguage();
  const { env, org } = useActing();
  const client = useQueryClient();
  /** Which right's button takes the focus once the list has been read anew: what was pressed is gone. */
  const [focusOn, setFocusOn] = useState<string | null>(null);
  const settle = async ({ right }: Change) => {
    await client.invalidateQueries({ queryKey: [env, org] });
    setFocusOn(right.id);
  };
  const removing = useMutation({
    mutationFn: ({ right }: Change) => removeRight({ env, org }, right.id),
    async onSuccess(removed, change) {
      await settle(change);
      if (removed.removed)
        announce(`${t("removed", { right: RIGHT_TEXTS[change.right.right].name[language] })} ${t("undoUntil", { clock: f.clock(removed.removed.undoUntil) })}`);
    },
  });
  const undoing = useMutation({
    mutationFn: ({ right }: Change) => undoRemoval({ env, org }, right.id, right.removed!.at),
    async onSuccess(_, change) {
      await settle(change);
      announce(t("undone", { person: change.person.name, right: RIGHT_TEXTS[change.right.right].name[language] }));
    },
    onError: () => client.invalidateQueries({ queryKey: peopleQuery({ env, org }).queryKey }),
  });
  const failed = removing.error ?? undoing.error;
  // Of the button that is there now: the one that was pressed is gone before its request is wholly done.
  const isBusy = (right: GivenRight) => {
    const one = right.removed ? undoing : removing;
    return one.isPending && one.variables.right.id === right.id;
  };
  return { failed, isBusy, focusOn, remove: removing.mutate, undo: undoing.mutate };
}
