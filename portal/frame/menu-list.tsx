import { Badge } from "@digdir/designsystemet-react";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { FRAME, MENU_GROUPS, PAGE_NAMES } from "../text/frame.ts";
import { useText } from "../text/use-text.ts";
import { MENU, type MenuEntry, type MenuGroup } from "./menu.ts";
import { useActing } from "./where.tsx";

/** The groups of the menu, at the side and in the drawer alike. */
export const MenuList = ({ onChosen }: { onChosen?: () => void }) =>
  MENU.map((group, i) => <Group key={group.heading ?? i} group={group} onChosen={onChosen} />);

const ALWAYS = () => true;
const NEVER = () => false;

function Group({ group: { heading, entries, useIsShown = ALWAYS, collapsed }, onChosen }: { group: MenuGroup; onChosen?: (() => void) | undefined }) {
  const t = useText(MENU_GROUPS);
  const id = useId();
  const isShown = useIsShown();
  const isCollapsed = (collapsed?.useIs ?? NEVER)();
  if (!isShown) return null;
  if (isCollapsed && collapsed)
    return (
      <ul className="menu-list menu-offer">
        <Entry entry={collapsed.to} onChosen={onChosen} />
      </ul>
    );
  return (
    <>
      {heading && (
        <h2 className="menu-heading" id={id}>
          {t(heading)}
        </h2>
      )}
      <ul className="menu-list" {...(heading ? { "aria-labelledby": id } : {})}>
        {entries.map((entry) => (
          <Entry key={entry.name} entry={entry} onChosen={onChosen} />
        ))}
      </ul>
    </>
  );
}

const NONE = () => 0;

function Entry({ entry: { name, to, useCount = NONE }, onChosen }: { entry: MenuEntry; onChosen?: (() => void) | undefined }) {
  const t = useText(PAGE_NAMES);
  const frame = useText(FRAME);
  const { env, org } = useActing();
  const count = useCount();
  return (
    <li>
      <Link className="menu-link" to={to} params={{ env, org }} activeOptions={{ exact: to === "/$env/$org", includeSearch: false }} onClick={onChosen}>
        {t(name)}
        {count > 0 && (
          <>
            <Badge count={count} variant="tinted" aria-hidden />
            <span className="vh">, {frame("waiting", { n: count })}</span>
          </>
        )}
      </Link>
    </li>
  );
}

/** How many wait for the person, on all pages together. */
export const useWaiting = (): number => MENU.flatMap(({ entries }) => entries).reduce((sum, { useCount = NONE }) => sum + useCount(), 0);
