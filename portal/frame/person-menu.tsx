import { Dropdown } from "@digdir/designsystemet-react";
import { ChevronDownIcon, LeaveIcon, PersonCircleIcon } from "@navikt/aksel-icons";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { NAME_OF_LANGUAGE } from "../text/language.ts";
import { FRAME } from "../text/frame.ts";
import { SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";
import { useLanguageChoice } from "./language-choice.ts";
import { useSignedIn } from "./where.tsx";

/** Oneself: own page, language, log out. */
export function PersonMenu() {
  const t = useText(FRAME);
  const shared = useText(SHARED);
  const { me } = useSignedIn();
  const { others, choose } = useLanguageChoice();
  const [open, setOpen] = useState(false);
  const id = useId();
  const close = () => setOpen(false);
  const name = me.name || shared("unnamedPerson");
  return (
    <Dropdown.TriggerContext>
      <Dropdown.Trigger className="person-button" variant="tertiary" data-color="neutral" aria-label={`${name}, ${t("person")}`}>
        <PersonCircleIcon aria-hidden />
        <span className="person-name">{name}</span>
        <ChevronDownIcon aria-hidden className="person-arrow" />
      </Dropdown.Trigger>
      <Dropdown id={id} open={open} onOpen={() => setOpen(true)} onClose={close} className="person-menu" data-color="neutral">
        <Dropdown.List>
          <Dropdown.Item>
            <Dropdown.Button asChild>
              <Link to="/me" onClick={close}>
                {t("myPage")}
              </Link>
            </Dropdown.Button>
          </Dropdown.Item>
          {others.map((language) => (
            <Dropdown.Item key={language}>
              <Dropdown.Button
                lang={language}
                onClick={() => {
                  choose(language);
                  close();
                }}
              >
                {NAME_OF_LANGUAGE[language]}
              </Dropdown.Button>
            </Dropdown.Item>
          ))}
          <Dropdown.Item>
            <form method="post" action="/logout">
              <Dropdown.Button type="submit">
                <LeaveIcon aria-hidden />
                {t("logOut")}
              </Dropdown.Button>
            </form>
          </Dropdown.Item>
        </Dropdown.List>
      </Dropdown>
    </Dropdown.TriggerContext>
  );
}
