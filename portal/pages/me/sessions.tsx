import { Button, Paragraph, Table } from "@digdir/designsystemet-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { endSession, type MySession, mySessions } from "../../api/session.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useSignedIn } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Loaded, RowsSkeleton } from "../../parts/loaded.tsx";
import { Status } from "../../parts/status.tsx";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { browserName } from "./browser-name.ts";
import { ME } from "./texts.ts";

/** Where the person is logged in, and the way to end a login that is not known. */
export function Sessions() {
  const t = useText(ME);
  const { env } = useSignedIn();
  const client = useQueryClient();
  const caption = useRef<HTMLTableCaptionElement>(null);
  const ending = useMutation({
    mutationFn: ({ id }: MySession) => endSession(env, id),
    async onSuccess(_, { browser }) {
      await client.invalidateQueries({ queryKey: mySessions(env).queryKey });
      announce(t("ended", { browser: browserName(browser) ?? t("unknownBrowser") }));
      caption.current?.focus(); // the row is gone, and its button with it
    },
  });
  return (
    <>
      {ending.isError && <Failed error={ending.error} />}
      <Loaded query={useQuery(mySessions(env))} says={t("loading")} skeleton={<RowsSkeleton rows={2} />}>
        {(sessions) => (
          <Table className="cards" border>
            <caption className="vh" tabIndex={-1} ref={caption}>
              {t("sessions")}
            </caption>
            <Table.Head>
              <Table.Row>
                <Table.HeaderCell scope="col">{t("browser")}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t("lastSeen")}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t("level")}</Table.HeaderCell>
                <Table.HeaderCell scope="col">
                  <span className="vh">{t("end")}</span>
                </Table.HeaderCell>
              </Table.Row>
            </Table.Head>
            <Table.Body>
              {sessions.map((session) => (
                <SessionRow
                  key={session.id}
                  session={session}
                  end={() => ending.mutate(session)}
                  isEnding={ending.isPending && ending.variables.id === session.id}
                />
              ))}
            </Table.Body>
          </Table>
        )}
      </Loaded>
    </>
  );
}

function SessionRow({ session, end, isEnding }: { session: MySession; end: () => void; isEnding: boolean }) {
  const t = useText(ME);
  const f = useFormat();
  const { browser, address, createdAt, lastSeenAt, level, current } = session;
  const name = browserName(browser) ?? t("unknownBrowser");
  return (
    <Table.Row>
      <Table.Cell data-th={t("browser")}>
        <strong>{name}</strong>
        <Paragraph className="subtle" data-size="sm">
          {t("began", { when: f.whenWithin(createdAt) })}
          {address !== null && ` ${t("from", { address })}`}
        </Paragraph>
      </Table.Cell>
      <Table.Cell data-th={t("lastSeen")}>{f.when(lastSeenAt)}</Table.Cell>
      <Table.Cell data-th={t("level")}>{t(level)}</Table.Cell>
      <Table.Cell className="row-action">
        {current ? (
          <Status kind="ok">{t("thisOne")}</Status>
        ) : (
          <Button variant="tertiary" data-color="danger" loading={isEnding} onClick={end}>
            {t("end")}
            <span className="vh"> {t("endOf", { browser: name })}</span>
          </Button>
        )}
      </Table.Cell>
    </Table.Row>
  );
}
