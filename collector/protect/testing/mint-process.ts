/** A collector of a new namespace with pseudonyms, in a process of its own that a test kills. Arguments: the data directory, and the cluster where there is one. Tells its address when it listens. */
import { createCollector } from '../../create';
import { openMintPseudonyms, openMintStore } from './mint-place';

const DELIVER_EVERY = 15;

async function main(dir: string, url: string | undefined): Promise<void> {
  const store = await openMintStore({ dir, url });
  const pseudonyms = await openMintPseudonyms({ dir, url }, store);
  const collector = await createCollector({ store, dir, pseudonyms });
  setInterval(() => void collector.flush().catch(() => undefined), DELIVER_EVERY);
  process.send?.(await collector.listen({ host: '127.0.0.1', port: 0 }));
}

void main(process.argv[2] ?? '', process.argv[3]);
