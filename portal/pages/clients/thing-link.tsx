import { Link } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { useActing } from "../../frame/where.tsx";

/** All else is passed on: a button that is a link gives its own looks to it. */
type ThingLinkProps = Omit<ComponentProps<"a">, "href">;

/** To the page of one client. */
export const ClientLink = ({ id, tab, ...rest }: ThingLinkProps & { id: string; tab?: "log" }) => (
  <ThingLink below={`clients/${id}`} {...(tab === undefined ? {} : { tab })} {...rest} />
);

/** To the page of one scope, of its owner's. */
export const ScopeLink = ({ name, ...rest }: ThingLinkProps & { name: string }) => {
  const [prefix = "", ...subscope] = name.split(":");
  return <ThingLink below={`scopes/${prefix}/${subscope.join(":")}`} {...rest} />;
};

function ThingLink({ below, tab, children, ...rest }: ThingLinkProps & { below: string; tab?: string }) {
  const { env, org } = useActing();
  return (
    <Link to="/$env/$org/$" params={{ env, org, _splat: below }} search={tab === undefined ? {} : { tab }} {...(rest as object)}>
      {children}
    </Link>
  );
}
