import { loadFeatures, shippedFeatures, withoutTwins } from '../../observe';
import { EXIT } from '../../owner/command';
import { clusterOf } from '../../owner/store-choice';
import type { ViewDefinition } from '../../store/elasticsearch/views/definition';
import type { Session, SharedOptions } from '../session';

export interface DiscoverOptions extends SharedOptions {
  readonly days: number;
}

/** Looks at what others keep in the cluster and prints the views that would read it. Changes nothing. */
export async function discoverViews(session: Session, patterns: readonly string[], options: DiscoverOptions): Promise<void> {
  const io = session.io(options);
  const { values } = session.config(options);
  const [{ connect }, { discover }, { USUAL }, { proposalInWords, viewsAsYaml }] = await Promise.all([
    import('../../store/elasticsearch/connection'),
    import('../../store/elasticsearch/discover/discover'),
    import('../../store/elasticsearch/discover/families'),
    import('../../store/elasticsearch/discover/in-words'),
  ]);
  const features = withoutTwins([...shippedFeatures(), ...loadFeatures(values.features)]);
  const client = connect({ ...clusterOf(values), timeout: 60_000 });
  const wanted = { patterns: patterns.length > 0 ? patterns : USUAL, features, days: options.days, clock: Date.now, signal: io.signal };
  const views: ViewDefinition[] = [];
  try {
    for await (const proposal of discover(client, wanted)) {
      if (proposal.view !== undefined) views.push(proposal.view);
      await io.out(io.json ? `${JSON.stringify(proposal)}\n` : `${proposalInWords(proposal)}#\n`);
    }
  } finally {
    await client.close();
  }
  if (views.length === 0) {
    io.err(`Nothing that could be learnt of is called ${wanted.patterns.join(' or ')}.\n`);
    session.exitCode = EXIT.foundWrong;
  } else if (!io.json) await io.out(viewsAsYaml(views));
}
