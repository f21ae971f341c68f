/** What few need of a scope: kinds of clients and tokens, lifetimes, languages. */
import { Checkbox, Fieldset, Radio, Switch, Textfield } from "@digdir/designsystemet-react";
import { useCounter } from "../../parts/use-counter.ts";
import { useText } from "../../text/use-text.ts";
import { DESCRIPTION_LENGTH, INTEGRATION_TYPES, LANGUAGE_TAGS, type LanguageTag, LONG_LENGTH, logsPeopleIn } from "./form-draft.ts";
import { FIELDS } from "./form-texts.ts";
import { errorOf, type FieldsProps } from "./fields-props.ts";

export function MoreFields({ draft, change, faultAt }: FieldsProps) {
  const t = useText(FIELDS);
  const counter = useCounter(LONG_LENGTH);
  const toggle = (type: string, isOn: boolean) =>
    change({ allowedIntegrationTypes: isOn ? [...draft.allowedIntegrationTypes, type] : draft.allowedIntegrationTypes.filter((one) => one !== type) });
  return (
    <div className="more-fields">
      <Fieldset>
        <Fieldset.Legend>{t("types")}</Fieldset.Legend>
        <Fieldset.Description>{t("typesHelp")}</Fieldset.Description>
        {INTEGRATION_TYPES.map((type) => (
          <Checkbox
            key={type}
            value={type}
            label={type}
            checked={draft.allowedIntegrationTypes.includes(type)}
            onChange={(event) => toggle(type, event.target.checked)}
          />
        ))}
      </Fieldset>
      {(logsPeopleIn(draft) || draft.requiresPseudonymousTokens || draft.requiresUserAuthentication || draft.requiresUserConsent) && (
        <Fieldset>
          <Fieldset.Legend>{t("forLogin")}</Fieldset.Legend>
          <Checkbox
            value="pseudonymous"
            label={t("pseudonymous")}
            checked={draft.requiresPseudonymousTokens}
            onChange={(event) => change({ requiresPseudonymousTokens: event.target.checked })}
          />
          <Checkbox
            value="authentication"
            label={t("authentication")}
            checked={draft.requiresUserAuthentication}
            onChange={(event) => change({ requiresUserAuthentication: event.target.checked })}
          />
          <Checkbox
            value="consent"
            label={t("consent")}
            checked={draft.requiresUserConsent}
            onChange={(event) => change({ requiresUserConsent: event.target.checked })}
          />
        </Fieldset>
      )}
      <Fieldset>
        <Fieldset.Legend>{t("tokenType")}</Fieldset.Legend>
        <Radio
          name="scope-token-type"
          value="SELF_CONTAINED"
          label={t("selfContained")}
          description={t("selfContainedHelp")}
          checked={draft.tokenType === "SELF_CONTAINED"}
          onChange={() => change({ tokenType: "SELF_CONTAINED" })}
        />
        <Radio
          name="scope-token-type"
          value="OPAQUE"
          label={t("opaque")}
          description={t("opaqueHelp")}
          checked={draft.tokenType === "OPAQUE"}
          onChange={() => change({ tokenType: "OPAQUE" })}
        />
      </Fieldset>
      <Textfield
        id="scope-max-age"
        className="short-number"
        inputMode="numeric"
        label={t("maxAge")}
        description={t("maxAgeHelp")}
        value={draft.maxTokenAgeSeconds}
        onChange={(event) => change({ maxTokenAgeSeconds: event.target.value })}
        {...errorOf(faultAt("scope-max-age"))}
      />
      <Textfield
        id="scope-max-authorization"
        className="short-number"
        inputMode="numeric"
        label={t("maxAuthorization")}
        value={draft.maxAuthorizationSeconds}
        onChange={(event) => change({ maxAuthorizationSeconds: event.target.value })}
        {...errorOf(faultAt("scope-max-authorization"))}
      />
      <Textfield
        id="scope-audience"
        label={t("audience")}
        description={t("audienceHelp")}
        value={draft.enforcedAudience}
        onChange={(event) => change({ enforcedAudience: event.target.value })}
        {...errorOf(faultAt("scope-audience"))}
      />
      <Switch
        label={t("typedTokens")}
        description={t("typedTokensHelp")}
        checked={draft.typedTokens}
        onChange={(event) => change({ typedTokens: event.target.checked })}
      />
      <Switch
        label={t("european")}
        checked={draft.supportsEuropeanBusinesses}
        onChange={(event) => change({ supportsEuropeanBusinesses: event.target.checked })}
      />
      <Textfield
        id="scope-long"
        label={t("long")}
        description={t("longHelp")}
        multiline
        rows={3}
        counter={counter}
        value={draft.longDescription}
        onChange={(event) => change({ longDescription: event.target.value })}
        {...errorOf(faultAt("scope-long"))}
      />
      {LANGUAGE_TAGS.map((tag) => (
        <LanguageFields key={tag} tag={tag} draft={draft} change={change} faultAt={faultAt} />
      ))}
    </div>
  );
}

function LanguageFields({ tag, draft, change, faultAt }: FieldsProps & { tag: LanguageTag }) {
  const t = useText(FIELDS);
  const short = useCounter(DESCRIPTION_LENGTH);
  const long = useCounter(LONG_LENGTH);
  const texts = draft.translations[tag] ?? {};
  const write = (part: typeof texts) => change({ translations: { ...draft.translations, [tag]: { ...texts, ...part } } });
  const language = tag === "se" ? "se" : tag;
  return (
    <fieldset className="language-fields">
      <legend>{t(tag)}</legend>
      <Textfield
        id={`scope-description-${tag}`}
        lang={language}
        label={t("description")}
        multiline
        rows={2}
        counter={short}
        value={texts.description ?? ""}
        onChange={(event) => write({ description: event.target.value })}
        {...errorOf(faultAt(`scope-description-${tag}`))}
      />
      <Textfield
        id={`scope-long-${tag}`}
        lang={language}
        label={t("long")}
        multiline
        rows={2}
        counter={long}
        value={texts.longDescription ?? ""}
        onChange={(event) => write({ longDescription: event.target.value })}
        {...errorOf(faultAt(`scope-long-${tag}`))}
      />
    </fieldset>
  );
}
