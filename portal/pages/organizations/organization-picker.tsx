import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { myOrganizations } from "../../api/session.ts";
import { useSameKindOfPage } from "../../frame/same-kind-of-page.ts";
import { useSignedIn } from "../../frame/where.tsx";
import { ModalDialog } from "../../parts/modal-dialog.tsx";
import { useText } from "../../text/use-text.ts";
import { OrganizationList, OrganizationSearch } from "./organization-list.tsx";
import { SEARCH_FROM } from "./order.ts";
import { ORGANIZATIONS } from "./texts.ts";

/** The dialog over any page. Another organisation keeps the kind of page. */
export function OrganizationPicker({ open, close }: { open: boolean; close: () => void }) {
  const t = useText(ORGANIZATIONS);
  const { env } = useSignedIn();
  const { data: organizations = [] } = useQuery(myOrganizations(env));
  const [query, setQuery] = useState("");
  const sameKind = useSameKindOfPage();
  const done = () => {
    setQuery("");
    close();
  };
  const field = organizations.length >= SEARCH_FROM && <OrganizationSearch organizations={organizations} query={query} change={setQuery} />;
  return (
    <ModalDialog open={open} close={done} heading={t("choose")} head={field} className="picker">
      <OrganizationList
        key={query}
        organizations={organizations}
        query={query}
        headings="h3"
        addressOf={({ number }) => sameKind({ org: number })}
        onChosen={done}
      />
    </ModalDialog>
  );
}
