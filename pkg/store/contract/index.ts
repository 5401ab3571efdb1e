export { describeCounting } from './counting';
export { describeEventStore, describeRetention } from './event-appends';
export { describeFindingStore } from './finding-store';
export { describeObservationStore } from './observation-store';
export { describeRecordStore } from './record-store';
export { describeStateStore } from './state-store';
