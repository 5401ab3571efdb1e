/** A failure of the set-up that a person can mend: only its message is shown. */
export class SetupFailed extends Error {}
