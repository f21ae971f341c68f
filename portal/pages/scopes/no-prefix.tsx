import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useActing } from "../../frame/where.tsx";
import { useText } from "../../text/use-text.ts";
import { SCOPES } from "./texts.ts";

/** In place of scopes and their form, while there is no prefix to make them below. */
export function NoPrefix() {
  const t = useText(SCOPES);
  const { env, org } = useActing();
  return (
    <section className="panel">
      <Heading level={2} data-size="xs">
        {t("noPrefixHeading")}
      </Heading>
      <Paragraph>{t("noPrefix")}</Paragraph>
      <Button asChild>
        <a href={`/${env}/${org}/prefixes/apply`}>{t("apply")}</a>
      </Button>
    </section>
  );
}
