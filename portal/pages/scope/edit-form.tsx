/** Changes a scope. A save carries the version that was read: when another was first, both values are shown (portal.md §5.13). */
import { Button, type ErrorSummary } from "@digdir/designsystemet-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ComponentRef, type FormEvent, useEffect, useRef, useState } from "react";
import { isProblem, VERSION_CHANGED } from "../../api/problem.ts";
import { replaceScope, scope as scopeQuery, type VersionedScope } from "../../api/scopes.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { FaultSummary } from "../../parts/fault-summary.tsx";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { draftOf, replacementOf, type ScopeDraft } from "../scopes/form-draft.ts";
import { FIELDS } from "../scopes/form-texts.ts";
import { ScopeFields } from "../scopes/scope-fields.tsx";
import { useScopeForm } from "../scopes/use-scope-form.ts";
import { ChangedDialog } from "./changed-dialog.tsx";
import { ABOUT } from "./texts.ts";

export function EditForm({ known }: { known: VersionedScope }) {
  const t = useText(ABOUT);
  const fields = useText(FIELDS);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  const navigate = useNavigate({ from: "/$env/$org/scopes/$prefix/$" });
  const client = useQueryClient();
  const { name } = known.scope;
  // The version goes with what was typed: read anew meanwhile, the scope may be another's already.
  const [draft, setDraft, clear] = useDraft<ScopeDraft & { etag: string }>(`${env} ${org} scope ${name}`, { ...draftOf(known.scope), etag: known.etag });
  const change = (part: Partial<ScopeDraft>) => setDraft((before) => ({ ...before, ...part }));
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const form = useScopeForm(draft, null, summary);
  const [theirs, setTheirs] = useState<VersionedScope | null>(null);
  const { etag, ...typed } = draft;
  const wish = replacementOf(typed);
  // What nobody has changed is not kept: looked at again later, the form begins with what the scope is then.
  const isUntouched = JSON.stringify(typed) === JSON.stringify(draftOf(known.scope));
  useEffect(() => {
    if (isUntouched) clear();
  }, [isUntouched, clear]);
  const leave = async () => {
    clear();
    await client.invalidateQueries({ queryKey: [env, org] });
    await navigate({ search: { tab: "about" } });
    document.querySelector<HTMLElement>("h1")?.focus();
  };
  const saving = useMutation({
    mutationFn: (ifMatch: string) => replaceScope({ env, org }, name, wish, ifMatch),
    async onSuccess() {
      setTheirs(null);
      await leave();
      announce(t("saved"));
    },
    async onError(error) {
      if (isProblem(error, VERSION_CHANGED)) setTheirs(await client.fetchQuery({ ...scopeQuery({ env, org }, name), staleTime: 0 }));
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (form.check() && !saving.isPending) saving.mutate(etag);
  };
  const isConflict = isProblem(saving.error, VERSION_CHANGED);
  return (
    <form className="scope-form" noValidate onSubmit={send}>
      <FaultSummary faults={form.faults} heading={fields("mend")} ref={summary} />
      <ScopeFields draft={draft} change={change} faultAt={form.faultAt} opensMore={form.opensMore} />
      {saving.isError && !isConflict && <Failed error={saving.error} />}
      <div className="buttons">
        <Button type="submit" loading={saving.isPending}>
          {saving.isPending ? t("saving") : t("save")}
        </Button>
        <Button type="button" variant="tertiary" onClick={() => void leave()}>
          {shared("cancel")}
        </Button>
      </div>
      <ChangedDialog
        theirs={theirs?.scope ?? null}
        mine={wish}
        isSaving={saving.isPending}
        keepMine={() => {
          if (!theirs) return;
          setDraft((before) => ({ ...before, etag: theirs.etag }));
          saving.mutate(theirs.etag);
        }}
        takeTheirs={() => {
          setTheirs(null);
          void leave();
        }}
        close={() => setTheirs(null)}
      />
    </form>
  );
}
