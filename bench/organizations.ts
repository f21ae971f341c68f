/** `npm run bench -- organizations`: finding one of a million organisations by a part of its name. Goal: below 50 ms. */
import { openPatientDatabase } from "../server/db/open.ts";
import { findOrganizations } from "../server/organizations/operations.ts";
import { removeInstallation, startInstallation } from "./installation.ts";

const ORGANIZATIONS = 1_000_000;
const TIMES = 9;
/** What people type: the beginning of a name, a word inside, what nearly all have, what nobody has. */
const TYPED = ["tindøy kommune", "tind", "øy", "as", "regnskap", "sølvfisk bygg 1a", "a5b1", "finnes ikke", "qz", "100%"];

export async function benchOrganizations(): Promise<void> {
  const installation = await startInstallation({});
  const db = openPatientDatabase(installation.databaseUrl);
  try {
    await installation.sql(`insert into organization (number, name) select 400000000 + g, first[1 + abs(hashint4(g)) % 10] ||
        second[1 + abs(hashint4(g + 7)) % 13] || ' ' || third[1 + abs(hashint4(g + 3)) % 11] || ' ' || to_hex(abs(hashint4(g + 11)) % 100000) || ' AS'
      from generate_series(1, ${ORGANIZATIONS}) g, (select
        array['Fjell','Tind','Lyng','Havs','Bjørk','Sølv','Grå','Nord','Øst','Vest'] as first,
        array['vidda','øy','ula','elia','fisk','lia','berg','dal','vik','nes','sund','heim','rud'] as second,
        array['kommune','Regnskap','Fagsystem','direktorat','Bygg','Transport','Invest','Eiendom','Drift','skole','barnehage'] as third) parts`);
    await installation.sql("vacuum analyze organization");
    console.log(`${ORGANIZATIONS.toLocaleString("en")} organisations`);
    for (const text of TYPED) {
      const times: number[] = [];
      let hits = 0;
      for (let i = 0; i < TIMES; i++) {
        const from = performance.now();
        hits = (await findOrganizations(db, { text })).organizations.length;
        times.push(performance.now() - from);
      }
      const median = times.toSorted((a, b) => a - b)[TIMES >> 1]!;
      console.log(`${text.padEnd(24)}${String(hits).padStart(4)} hits${median.toFixed(1).padStart(8)} ms   goal < 50 ms`);
    }
  } finally {
    await db.destroy();
    await installation.stop();
    removeInstallation(installation.folder);
  }
}
