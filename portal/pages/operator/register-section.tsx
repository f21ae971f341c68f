/** What the business register says of an organisation, where nobody else writes it: a new name, and that it was deleted (selfservice.md J18). */
import { Button, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Organization, replaceOrganization } from "../../api/operator.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { useDraft } from "../../parts/draft.ts";
import { Failed } from "../../parts/failed.tsx";
import { type Day, parseDay, today, writeDay } from "../../text/day.ts";
import { useText } from "../../text/use-text.ts";
import { OPERATED } from "./organization-texts.ts";

export function RegisterSection({ organization: { number, name, deletedOn } }: { organization: Organization }) {
  const t = useText(OPERATED);
  const { env, org } = useActing();
  const client = useQueryClient();
  const stands = { name, deletedOn: deletedOn ? writeDay(deletedOn as Day) : "" };
  const [draft, setDraft, clear] = useDraft(`register ${number} ${name} ${deletedOn}`, stands);
  const [faults, setFaults] = useState<{ name?: string; deletedOn?: string }>({});
  const saving = useMutation({
    mutationFn: (says: { name: string; deletedOn: string | null }) => replaceOrganization({ env, org }, number, says),
    async onSuccess(saved) {
      clear();
      await client.invalidateQueries();
      announce(t("registerSaved", { org: saved.name }));
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const day = parseDay(draft.deletedOn);
    const isDayWrong = draft.deletedOn.trim() !== "" && (day === null || day > today());
    const found = { ...(draft.name.trim() === "" && { name: t("nameMissing") }), ...(isDayWrong && { deletedOn: t("deletedWrong") }) };
    setFaults(found);
    if (found.name) return document.getElementById("register-name")?.focus();
    if (found.deletedOn) return document.getElementById("register-deleted")?.focus();
    if (!saving.isPending) saving.mutate({ name: draft.name.trim(), deletedOn: day });
  };
  return (
    <section className="section">
      <Heading level={2} data-size="xs">
        {t("register")}
      </Heading>
      <form className="form" noValidate onSubmit={send}>
        <Paragraph>{t("registerSays")}</Paragraph>
        <Textfield
          id="register-name"
          label={t("name")}
          maxLength={200}
          value={draft.name}
          onChange={({ target: { value } }) => setDraft((before) => ({ ...before, name: value }))}
          error={faults.name}
        />
        <DateField
          id="register-deleted"
          label={t("deletedOn")}
          typed={draft.deletedOn}
          onType={(typed) => setDraft((before) => ({ ...before, deletedOn: typed }))}
          fault={faults.deletedOn}
          isPastMeant
        />
        {saving.isError && <Failed error={saving.error} />}
        <div className="buttons">
          <Button type="submit" variant="secondary" loading={saving.isPending}>
            {t(saving.isPending ? "savingRegister" : "saveRegister")}
          </Button>
        </div>
      </form>
    </section>
  );
}
