import { Badge, Button } from "@digdir/designsystemet-react";
import { LeaveIcon, MenuHamburgerIcon, PersonCircleIcon } from "@navikt/aksel-icons";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ModalDialog } from "../parts/modal-dialog.tsx";
import { standingIn, useStandingWords } from "../pages/organizations/standing.ts";
import { FRAME } from "../text/frame.ts";
import { NAME_OF_LANGUAGE } from "../text/language.ts";
import { SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";
import { useLanguageChoice } from "./language-choice.ts";
import { MenuList, useWaiting } from "./menu-list.tsx";
import { useActing } from "./where.tsx";

/** Below 1024 px the menu is a drawer, which holds what belongs to the person too. */
export function MenuButton() {
  const t = useText(FRAME);
  const [open, setOpen] = useState(false);
  const waiting = useWaiting();
  return (
    <>
      <Button className="menu-button" variant="secondary" data-color="neutral" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <MenuHamburgerIcon aria-hidden />
        {t("menu")}
        {waiting > 0 && (
          <>
            <Badge count={waiting} data-color="accent" aria-hidden />
            <span className="vh">, {t("waiting", { n: waiting })}</span>
          </>
        )}
      </Button>
      <ModalDialog open={open} close={() => setOpen(false)} heading={t("menu")} placement="right" className="menu-drawer">
        <Drawer close={() => setOpen(false)} />
      </ModalDialog>
    </>
  );
}

function Drawer({ close }: { close: () => void }) {
  const t = useText(FRAME);
  const shared = useText(SHARED);
  const { me, organization } = useActing();
  const { others, choose } = useLanguageChoice();
  const words = useStandingWords();
  return (
    <>
      <nav aria-label={t("mainMenu")}>
        <MenuList onChosen={close} />
      </nav>
      <div className="drawer-person">
        <p className="drawer-name">
          <PersonCircleIcon aria-hidden />
          <span>
            <strong>{me.name || shared("unnamedPerson")}</strong>
            <span>{words(standingIn(organization), organization.name)}</span>
          </span>
        </p>
        <ul className="menu-list">
          <li>
            <Link className="menu-link" to="/me" onClick={close}>
              {t("myPage")}
            </Link>
          </li>
          {others.map((language) => (
            <li key={language}>
              <button type="button" className="menu-link" lang={language} onClick={() => choose(language)}>
                {NAME_OF_LANGUAGE[language]}
              </button>
            </li>
          ))}
          <li>
            <form method="post" action="/logout">
              <button type="submit" className="menu-link">
                <LeaveIcon aria-hidden />
                {t("logOut")}
              </button>
            </form>
          </li>
        </ul>
      </div>
    </>
  );
}
