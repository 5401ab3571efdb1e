/** What an event of Stripe is by its type, in ECS's terms. ECS has no category for money: payments have none. */
export interface StripeKind {
  readonly kind: 'event' | 'alert';
  readonly categories: readonly string[];
  readonly types: readonly string[];
}

export function kindOfEvent(type: string): StripeKind {
  const known = KINDS.find(({ form }) => form.test(type));
  return { kind: known?.kind ?? 'event', categories: known?.categories ?? [], types: known?.types ?? ['info'] };
}

const KINDS: readonly ({ readonly form: RegExp } & Partial<StripeKind>)[] = [
  { form: /^(?:radar\.early_fraud_warning|review)\.(?:created|opened)$/, kind: 'alert' },
  { form: /^charge\.dispute\.created$/, kind: 'alert' },
  { form: /^(?:customer|account|person|issuing_cardholder)\.created$/, categories: ['iam'], types: ['user', 'creation'] },
  { form: /^(?:customer|person|issuing_cardholder)\.deleted$|^account\.application\.deauthorized$/, categories: ['iam'], types: ['user', 'deletion'] },
  { form: /^(?:customer|account|person|issuing_cardholder)\.updated$/, categories: ['iam'], types: ['user', 'change'] },
  { form: /^(?:account\.external_account|payment_method|customer\.source|setup_intent|issuing_card)\./, categories: ['configuration'], types: ['change'] },
];
