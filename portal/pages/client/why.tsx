/** Why a token was refused, what is missing now, and the button that mends it (portal.md §5.15, picture client). */
import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addScope, type Client, type Explanation, explanation, reactivateClient, type TokenRequest } from "../../api/client.ts";
import { installation } from "../../api/installation.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useText } from "../../text/use-text.ts";
import { AskProvider } from "../clients/ask-provider.tsx";
import { WHY } from "./texts.ts";
import { useAddKey } from "./use-add-key.ts";
import { WhyLinks } from "./why-links.tsx";

type Link = Explanation["links"][number];

export function Why({ client, request }: { client: Client; request: Pick<TokenRequest, "scopes" | "cause" | "remedy" | "code" | "whoCanMend"> }) {
  const t = useText(WHY);
  const acting = useActing();
  const [isShown, setShown] = useState(false);
  const question = { clientId: client.clientId, scope: request.scopes ?? "" };
  const { data } = useQuery({ ...explanation(acting, question), enabled: question.scope !== "" });
  const broken = data?.links.find(({ kept }) => !kept);
  return (
    <div className="why">
      <div className="why-text">
        <Heading level={3} data-size="2xs">
          {request.cause}
        </Heading>
        <Paragraph>{broken ? broken.text : request.remedy}</Paragraph>
        {data?.granted && <Paragraph>{t("mended")}</Paragraph>}
        <WhoCanMend who={broken?.whoCanMend ?? request.whoCanMend} link={broken} />
      </div>
      <div className="buttons">
        {broken && <Remedy client={client} link={broken} />}
        {request.code && (
          <Button asChild variant="tertiary">
            <a href={`/${acting.env}/errors/${request.code}`}>{t("readAbout", { code: request.code })}</a>
          </Button>
        )}
        {data && (
          <Button variant="tertiary" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {t(isShown ? "hideLinks" : "showLinks")}
          </Button>
        )}
      </div>
      {isShown && data && <WhyLinks explanation={data} />}
    </div>
  );
}

function WhoCanMend({ who, link }: { who: string | null; link: Link | undefined }) {
  const t = useText(WHY);
  const { data } = useQuery(installation);
  const name = link?.organization?.name;
  const says: Record<string, string> = {
    developer: t("whoDeveloper"),
    client_owner: t("whoClientOwner"),
    api_provider: t("whoProvider", { organization: name ?? t("theProvider") }),
    consumer: t("whoProvider", { organization: name ?? t("theConsumer") }),
    operator: t("whoOperator", { operator: data?.operator.name ?? "" }),
  };
  const words = who && says[who];
  return words ? <Paragraph className="subtle">{words}</Paragraph> : null;
}

/** What mends a broken link, as far as it can be done here. */
function Remedy({ client, link }: { client: Client; link: Link }) {
  const t = useText(WHY);
  const addKey = useAddKey();
  if (link.cause === "not_on_client" && link.scope) return <AddScope client={client} scope={link.scope} />;
  if (link.cause === "client_deactivated") return <Reactivate client={client} />;
  if (link.link === "key" && link.whoCanMend === "client_owner" && addKey) return <Button onClick={addKey}>{t("addKey")}</Button>;
  if (link.whoCanMend === "api_provider" && link.organization && link.scope) return <Ask client={client} scope={link.scope} provider={link.organization} />;
  return null;
}

/** Whom to write to for an access, and the message. */
function Ask({ client, scope, provider }: { client: Client; scope: string; provider: NonNullable<Link["organization"]> }) {
  const t = useText(WHY);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("contact", { organization: provider.name ?? t("theProvider") })}</Button>
      <AskProvider candidate={{ name: scope, provider }} open={isOpen} close={() => setOpen(false)} purpose={client.description} />
    </>
  );
}

function AddScope({ client, scope }: { client: Client; scope: string }) {
  const t = useText(WHY);
  const { env, org } = useActing();
  const queries = useQueryClient();
  const may = useMay("client.change");
  const adding = useMutation({
    mutationFn: () => addScope({ env, org }, client.clientId, scope),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: [env, org, "clients"] });
      announce(t("scopeAdded", { scope }));
    },
  });
  return (
    <>
      <MayButton may={may} reasonId="change-client" loading={adding.isPending} onClick={() => adding.mutate()}>
        {t("addScope")}
      </MayButton>
      {adding.isError && <Failed error={adding.error} />}
    </>
  );
}

function Reactivate({ client }: { client: Client }) {
  const t = useText(WHY);
  const { env, org } = useActing();
  const queries = useQueryClient();
  const may = useMay("client.create");
  const reactivating = useMutation({
    mutationFn: () => reactivateClient({ env, org }, client.clientId),
    onSuccess: () => queries.invalidateQueries({ queryKey: [env, org, "clients"] }),
  });
  return (
    <>
      <MayButton may={may} reasonId="change-client" loading={reactivating.isPending} onClick={() => reactivating.mutate()}>
        {t("reactivate")}
      </MayButton>
      {reactivating.isError && <Failed error={reactivating.error} />}
    </>
  );
}
