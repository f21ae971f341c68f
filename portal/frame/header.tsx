import { Link } from "@tanstack/react-router";
import { Mark } from "./mark.tsx";
import { MenuButton } from "./menu-drawer.tsx";
import { OrganizationButton } from "./organization-button.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { useWhere } from "./where.tsx";

/** The mark, the organisation that one acts for, and oneself. On small screens the menu drawer holds what belongs to the person. */
export function Header() {
  const { env, me, organization } = useWhere();
  const name = (
    <>
      <Mark />
      Fullmakt
    </>
  );
  return (
    <header className={`header ${organization ? "of-organization" : ""}`}>
      {env && organization ? (
        <Link className="home" to="/$env/$org" params={{ env, org: organization.number }}>
          {name}
        </Link>
      ) : (
        <Link className="home" to="/">
          {name}
        </Link>
      )}
      {organization && <OrganizationButton />}
      {me && <PersonMenu />}
      {organization && <MenuButton />}
    </header>
  );
}
