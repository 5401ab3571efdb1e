import { stateBlocks, type StateView } from '../columns';
import { LAYOUT as COUNT_TAIL } from '../count-tail/state';

/** What count-tail knows of an entity and feature: the rate is learnt as there, only what is made of it differs. */
const { columns: COLUMNS } = COUNT_TAIL;

export type PopulationState = StateView<typeof COLUMNS>;

export const LAYOUT = { detector: 'population', version: 1, columns: COLUMNS } as const;
export const BLOCKS = stateBlocks(LAYOUT);
