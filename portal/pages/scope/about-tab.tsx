import { Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { providerContact } from "../../api/provider-contact.ts";
import type { VersionedScope } from "../../api/scopes.ts";
import { useActing } from "../../frame/where.tsx";
import { Code } from "../../parts/code.tsx";
import { OrganizationName } from "../../parts/organization-name.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { EditForm } from "./edit-form.tsx";
import { ABOUT } from "./texts.ts";
import { useShownFields } from "./use-shown-fields.ts";

const route = getRouteApi("/$env/$org/scopes/$prefix/$");

/** All that the owner has decided, and the form that changes it. */
export function AboutTab({ known }: { known: VersionedScope }) {
  const t = useText(ABOUT);
  const f = useFormat();
  const { env, org } = useActing();
  const { edit = false } = route.useSearch();
  const may = useMay("scope.write");
  const fields = useShownFields();
  const contact = useQuery(providerContact({ env, org }));
  if (edit && may.state === "allowed") return <EditForm known={known} />;
  const { scope } = known;
  const details = contact.data?.details;
  return (
    <dl className="fields">
      <div>
        <dt>{t("name")}</dt>
        <dd>
          <Code value={scope.name} name={t("name")} />
        </dd>
      </div>
      {fields(scope).map(({ key, label, value }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{t("owner")}</dt>
        <dd>
          <OrganizationName name={scope.owner.name} number={scope.owner.number} />
        </dd>
      </div>
      <div>
        <dt>{t("contact")}</dt>
        <dd>
          {details ? [details.name, details.email, details.url].filter(Boolean).join(", ") : contact.isSuccess && <Paragraph>{t("noContact")}</Paragraph>}
        </dd>
      </div>
      <div>
        <dt>{t("created")}</dt>
        <dd>{f.dayAndTime(scope.createdAt)}</dd>
      </div>
      <div>
        <dt>{t("updated")}</dt>
        <dd>{f.dayAndTime(scope.updatedAt)}</dd>
      </div>
    </dl>
  );
}
