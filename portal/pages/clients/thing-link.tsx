import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useActing } from "../../frame/where.tsx";

type ThingLinkProps = { children: ReactNode; className?: string };

/** To the page of one client. */
export const ClientLink = ({ id, tab, ...rest }: ThingLinkProps & { id: string; tab?: "log" }) => (
  <ThingLink below={`clients/${id}`} {...(tab === undefined ? {} : { search: { tab } })} {...rest} />
);

/** To the page of one scope, of its owner's. */
export const ScopeLink = ({ name, ...rest }: ThingLinkProps & { name: string }) => {
  const [prefix = "", ...subscope] = name.split(":");
  return <ThingLink below={`scopes/${prefix}/${subscope.join(":")}`} {...rest} />;
};

function ThingLink({ below, search = {}, children, className }: ThingLinkProps & { below: string; search?: Record<string, string> }) {
  const { env, org } = useActing();
  return (
    <Link to="/$env/$org/$" params={{ env, org, _splat: below }} search={search} {...(className === undefined ? {} : { className })}>
      {children}
    </Link>
  );
}
