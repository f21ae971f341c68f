/** What stands around a page (portal.md §2). `wide` has the menu of an organisation at its side, `narrow` is for those who come to do one thing. */
import { SkipLink } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { FRAME } from "../text/frame.ts";
import { useText } from "../text/use-text.ts";
import { EnvironmentBar } from "./environment-bar.tsx";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { MenuList } from "./menu-list.tsx";
import { NoticeBanner } from "./notice-banner.tsx";
import { useDensity } from "./page.tsx";
import { useWhere } from "./where.tsx";

export function Frame({ layout, children }: { layout: "wide" | "narrow"; children: ReactNode }) {
  const t = useText(FRAME);
  const { env, isEnvironmentShown } = useWhere();
  useDensity(layout === "wide" ? "sm" : "md");
  return (
    <div className={`frame ${layout}`}>
      <SkipLink href="#content">{t("skip")}</SkipLink>
      {env && isEnvironmentShown && <EnvironmentBar env={env} />}
      {env && isEnvironmentShown && <NoticeBanner env={env} />}
      <Header />
      <div className="middle">
        {layout === "wide" && (
          <nav className="side" aria-label={t("mainMenu")}>
            <MenuList />
          </nav>
        )}
        {children}
      </div>
      <Footer />
    </div>
  );
}
