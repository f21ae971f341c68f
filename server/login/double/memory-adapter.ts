import { LRUCache } from "lru-cache";
import type { Adapter, AdapterPayload } from "oidc-provider";

/** Everything that the double remembers, in memory: gone with the server, which is what one wants of it. */
export function memoryAdapter(): (model: string) => Adapter {
  const all = new LRUCache<string, AdapterPayload>({ max: 5_000 });
  const byUid = new LRUCache<string, string>({ max: 5_000 });
  return (model) => {
    const keyOf = (id: string) => `${model}:${id}`;
    const find = async (id: string) => all.get(keyOf(id));
    return {
      find,
      async upsert(id, payload, expiresIn) {
        const life = expiresIn ? { ttl: expiresIn * 1_000 } : {};
        all.set(keyOf(id), payload, life);
        if (model === "Session" && payload.uid) byUid.set(payload.uid, id, life);
      },
      async findByUid(uid) {
        const id = byUid.get(uid);
        return id === undefined ? undefined : find(id);
      },
      async findByUserCode() {
        return undefined; // no devices here
      },
      async consume(id) {
        const payload = all.get(keyOf(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1_000);
      },
      async destroy(id) {
        all.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key, payload] of all.entries()) if (key.startsWith(`${model}:`) && payload.grantId === grantId) all.delete(key);
      },
    };
  };
}
