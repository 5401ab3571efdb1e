// What the backend and the app agree on. Types only: nothing of the backend enters the bundle.
export type {
  Anomaly,
  AnomalyDetail,
  EntityRef,
  FeatureSummary,
  HabitusQuery,
  QueryType,
  Receipt,
  Severity,
  Sparkline as SparklineData,
  StoredFinding,
  Trust,
  Verdict,
  VerdictKind,
  VerdictRequest,
  Verification,
} from '../../pkg/model';
