/** Driftsmeldinger of the operator: written in three languages, told to those who have chosen it, withdrawn. */
import { Button } from "@digdir/designsystemet-react";
import { PlusIcon } from "@navikt/aksel-icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { allNotices, type Notice, withdrawNotice } from "../../api/notices.ts";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { MayButton } from "../../permissions/may-button.tsx";
import { Reason } from "../../permissions/reason.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { NoticeList } from "../notices/notice-list.tsx";
import { NOTICE_PAGE } from "../notices/texts.ts";

export function OperatorNoticesPage() {
  const t = useText(NOTICE_PAGE);
  const shared = useText(SHARED);
  const language = useLanguage();
  const acting = useActing();
  const { env } = acting;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const may = useMay("notice.administer");
  const withdrawing = useMutation({
    mutationFn: ({ id }: Notice) => withdrawNotice(acting, id),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: [env, "notices"] });
      announce(t("withdrawnNow"));
    },
  });
  const action = (notice: Notice) =>
    may.state === "allowed" && (notice.state === "coming" || notice.state === "current") ? (
      <Button
        variant="tertiary"
        data-color="danger"
        loading={withdrawing.isPending && withdrawing.variables.id === notice.id}
        onClick={() => withdrawing.mutate(notice)}
      >
        {t("withdraw")}
        <span className="vh"> {t("withdrawWhat", { title: notice.title[language] })}</span>
      </Button>
    ) : null;
  return (
    <Page
      heading={t("heading")}
      lead={t("lead", { env: shared(env) })}
      actions={
        <MayButton may={may} reasonId="write-notice" onClick={() => void navigate({ to: "/operator/$env/notices/new", params: { env } })}>
          <PlusIcon aria-hidden />
          {t("write")}
        </MayButton>
      }
    >
      <Reason may={may} id="write-notice" heading={t("cannot")} />
      {withdrawing.isError && <Failed error={withdrawing.error} />}
      <Loaded query={useQuery(allNotices(env))} says={t("loading")}>
        {(notices) => <NoticeList notices={notices} action={action} />}
      </Loaded>
    </Page>
  );
}
