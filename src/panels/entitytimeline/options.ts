export interface EntityTimelineOptions {
  showBand: boolean;
  showExpected: boolean;
}
