import { Button } from "@digdir/designsystemet-react";
import { Link } from "@tanstack/react-router";
import { Frame } from "../frame/frame.tsx";
import { Page } from "../frame/page.tsx";
import { useWhere } from "../frame/where.tsx";
import { PROBLEMS } from "../text/problems.ts";
import { useText } from "../text/use-text.ts";

/** For addresses that no page has. Within an organisation the frame is around it already. */
export function NotFoundPage() {
  const t = useText(PROBLEMS);
  const { env, organization } = useWhere();
  const page = (
    <Page heading={t("notFoundHeading")} lead={t("notFound")}>
      <div className="buttons">
        <Button asChild>
          {env && organization ? (
            <Link to="/$env/$org" params={{ env, org: organization.number }}>
              {t("toOverview")}
            </Link>
          ) : (
            <Link to="/">{t("toFront")}</Link>
          )}
        </Button>
      </div>
    </Page>
  );
  return organization ? page : <Frame layout="narrow">{page}</Frame>;
}
