/** The fields of a scope, in the form for a new one and for a change: what most need first, the rest behind «Flere valg» (selfservice.md §4.1, picture newscope). */
import { Details, Fieldset, Radio, Switch, Textfield } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { installation } from "../../api/installation.ts";
import { useActing } from "../../frame/where.tsx";
import { useCounter } from "../../parts/use-counter.ts";
import { useText } from "../../text/use-text.ts";
import { DESCRIPTION_LENGTH } from "./form-draft.ts";
import { FIELDS } from "./form-texts.ts";
import { errorOf, type FieldsProps } from "./fields-props.ts";
import { MoreFields } from "./more-fields.tsx";

/** @param opensMore something behind «Flere valg» is to be mended */
export function ScopeFields({ draft, change, faultAt, opensMore }: FieldsProps & { opensMore: boolean }) {
  const t = useText(FIELDS);
  const counter = useCounter(DESCRIPTION_LENGTH);
  const [isChosen, setChosen] = useState(false);
  const isMoreOpen = isChosen || opensMore;
  return (
    <>
      <Textfield
        id="scope-description"
        label={t("description")}
        description={t("descriptionHelp")}
        multiline
        rows={2}
        counter={counter}
        value={draft.description}
        onChange={(event) => change({ description: event.target.value })}
        {...errorOf(faultAt("scope-description"))}
      />
      <Fieldset>
        <Fieldset.Legend>{t("whoUses")}</Fieldset.Legend>
        <Radio
          name="scope-who"
          value="given"
          label={t("givenOnly")}
          description={t("givenOnlyHelp")}
          checked={!draft.openToAll}
          onChange={() => change({ openToAll: false })}
        />
        <Radio
          name="scope-who"
          value="all"
          label={t("everyone")}
          description={t("everyoneHelp")}
          checked={draft.openToAll}
          onChange={() => change({ openToAll: true })}
        />
      </Fieldset>
      <Fieldset>
        <Fieldset.Legend>{t("whoFinds")}</Fieldset.Legend>
        <Radio
          name="scope-visibility"
          value="PUBLIC"
          label={t("public")}
          description={t("publicHelp")}
          checked={draft.visibility === "PUBLIC"}
          onChange={() => change({ visibility: "PUBLIC" })}
        />
        <Radio
          name="scope-visibility"
          value="PRIVATE"
          label={t("private")}
          checked={draft.visibility === "PRIVATE"}
          onChange={() => change({ visibility: "PRIVATE" })}
        />
        {draft.visibility === "INTERNAL" && <Radio name="scope-visibility" value="INTERNAL" label={t("internal")} checked readOnly />}
      </Fieldset>
      <Delegable draft={draft} change={change} />
      <Details open={isMoreOpen} onToggle={() => setChosen(!isMoreOpen)}>
        <Details.Summary>{t("more")}</Details.Summary>
        <Details.Content>{isMoreOpen && <MoreFields draft={draft} change={change} faultAt={faultAt} />}</Details.Content>
      </Details>
    </>
  );
}

/** The source is this installation; one that was chosen over the API stays as it is. */
function Delegable({ draft, change }: Pick<FieldsProps, "draft" | "change">) {
  const t = useText(FIELDS);
  const { env } = useActing();
  const { data } = useQuery(installation);
  const own = data?.environments.find(({ name }) => name === env)?.issuer ?? null;
  const [kept] = useState(draft.delegationSource);
  return (
    <Switch
      label={t("delegable")}
      description={t("delegableHelp")}
      checked={draft.delegationSource !== null}
      onChange={(event) => change({ delegationSource: event.target.checked ? (kept ?? own) : null })}
    />
  );
}
