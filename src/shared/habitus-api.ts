import { getDataSourceSrv } from '@grafana/runtime';
import type { HabitusDataSource } from '../datasource/HabitusDataSource';
import { DATASOURCE_ID } from './ids';
import type { AnomalyDetail, SparklineData, Trust, VerdictRequest, Verification } from './model';

/** What the pages ask of the backend beside queries: the resources of pkg/model/query.ts. */
export interface HabitusApi {
  anomaly(id: string): Promise<AnomalyDetail>;
  verify(id: string): Promise<Verification>;
  trust(): Promise<Trust>;
  sparklines(ids: readonly string[]): Promise<Record<string, SparklineData>>;
  judge(verdict: VerdictRequest): Promise<void>;
}

/** The backend refuses more at once. */
const SPARKLINES_AT_ONCE = 50;

/** The uid of the Habitus data source: the default one if it is ours, else the first. */
export function findDataSourceUid(): string | undefined {
  const ours = getDataSourceSrv()
    .getList({ pluginId: DATASOURCE_ID })
    .filter((instance) => instance.type === DATASOURCE_ID);
  return (ours.find((instance) => instance.isDefault) ?? ours[0])?.uid;
}

export function habitusApi(uid: string): HabitusApi {
  const source = async () => (await getDataSourceSrv().get({ uid, type: DATASOURCE_ID })) as unknown as HabitusDataSource;
  return {
    anomaly: async (id) => (await source()).getResource(`anomalies/${encodeURIComponent(id)}`, undefined, { showErrorAlert: false }),
    verify: async (id) => (await source()).getResource(`anomalies/${encodeURIComponent(id)}/verify`, undefined, { showErrorAlert: false }),
    trust: async () => (await source()).getResource('trust', undefined, { showErrorAlert: false }),
    sparklines: async (ids) => {
      if (ids.length === 0) return {};
      return (await source()).getResource('sparklines', { ids: ids.slice(0, SPARKLINES_AT_ONCE).join(',') }, { showErrorAlert: false });
    },
    judge: async (verdict) => {
      await (await source()).postResource('verdicts', verdict, { showErrorAlert: false });
    },
  };
}

/** The sentence of a failed request: the backend's own words where it sent some. */
export function errorSentence(error: unknown): string {
  const { data, message, statusText } = (error ?? {}) as { data?: { message?: string; error?: string }; message?: string; statusText?: string };
  return data?.message ?? data?.error ?? message ?? statusText ?? String(error);
}
