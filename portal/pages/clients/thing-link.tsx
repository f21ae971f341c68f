import { Link } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { useActing } from "../../frame/where.tsx";

/** All else is passed on: a button that is a link gives its own looks to it. */
type ThingLinkProps = Omit<ComponentProps<"a">, "href">;

/** To the page of one client. */
export function ClientLink({ id, tab, children, ...rest }: ThingLinkProps & { id: string; tab?: "log" }) {
  const { env, org } = useActing();
  return (
    <Link to="/$env/$org/clients/$id" params={{ env, org, id }} search={tab === undefined ? {} : { tab }} {...(rest as object)}>
      {children}
    </Link>
  );
}

/** To the page of one scope, of its owner's. */
export function ScopeLink({ name, children, ...rest }: ThingLinkProps & { name: string }) {
  const { env, org } = useActing();
  const [prefix = "", ...subscope] = name.split(":");
  return (
    <Link to="/$env/$org/scopes/$prefix/$" params={{ env, org, prefix, _splat: subscope.join(":") }} {...(rest as object)}>
      {children}
    </Link>
  );
}
