import { type Command, Option } from 'commander';
import { roleFor } from '../../store/elasticsearch/privileges';
import { shared, type Session, type SharedOptions } from '../session';
import { USUAL } from '../../store/elasticsearch/discover/families';
import { roleForViews } from '../../store/elasticsearch/views/role';
import { wholeNumber } from '../values';
import { check, install, uninstall } from './elasticsearch-actions';
import { discoverViews, type DiscoverOptions } from './elasticsearch-discover';

type Purpose = Parameters<typeof roleFor>[0] | 'views';

export function addElasticsearch(program: Command, session: Session): void {
  const group = program
    .command('elasticsearch')
    .summary('prepare a cluster, and see what it offers and lacks')
    .description('A cluster as the store. Which cluster, and the credentials, stand in the configuration: elasticsearch.url and its neighbours.');
  shared(group.command('install'))
    .summary('make or upgrade the templates')
    .description(
      'Makes the index templates, or brings those of an older version up to this one and teaches existing indices the new fields.\n' +
        'Safe to repeat. Templates of a newer version are left alone, and that is an error. No data is touched.'
    )
    .addHelpText('after', '\nExamples:\n  $ habitus elasticsearch install\n  $ habitus elasticsearch install --json | jq -r .action\n')
    .action((options: SharedOptions) => install(session, options));
  shared(group.command('check'))
    .summary('what the cluster offers, what is installed, which privileges are missing')
    .description('Looks at the cluster and changes nothing. Ends in 1 when something is missing.')
    .addHelpText('after', '\nExamples:\n  $ habitus elasticsearch check\n  $ habitus elasticsearch check --json | jq .privileges.missing\n')
    .action((options: SharedOptions) => check(session, options));
  shared(group.command('uninstall'))
    .summary('remove the templates; data stays')
    .description('Removes the templates of every namespace. Events and what was learnt of them stay in their indices until you delete those.')
    .addHelpText('after', '\nExamples:\n  $ habitus elasticsearch uninstall\n')
    .action((options: SharedOptions) => uninstall(session, options));
  shared(group.command('discover').argument('[pattern...]', 'names of indices and data streams (default: logs-*, filebeat-*, winlogbeat-*, auditbeat-*)'))
    .option('--days <n>', 'estimate from so many of the newest days (default: 7)', wholeNumber(1, 90), 7)
    .summary('what could be learnt of the events that are in the cluster already')
    .description(
      'Looks at the mappings and counts of existing indices and prints the `views` that would read them, for habitus.yaml, with what each feature\n' +
        'would count. Reads only, one search at a time. Ends in 1 when there is nothing to learn of.'
    )
    .addHelpText('after', '\nExamples:\n  $ habitus elasticsearch discover >> habitus.yaml\n  $ habitus elasticsearch discover "app-*" --json | jq .features\n')
    .action((patterns: string[], options: DiscoverOptions) => discoverViews(session, patterns, options));
  shared(group.command('role'))
    .addOption(new Option('--for <purpose>', 'what the role is for').choices(['run', 'install', 'read', 'views']).default('run'))
    .summary('print the role with the least privileges')
    .description('Prints the role as the API of Elasticsearch takes it. Asks no cluster.')
    .addHelpText('after', '\nExamples:\n  $ habitus elasticsearch role | curl -X PUT -H content-type:application/json -d @- "$ES/_security/role/habitus"\n')
    .action(async (options: SharedOptions & { for: Purpose }) => {
      const { namespace, views } = session.config(options).values;
      const role = options.for === 'views' ? roleForViews(views.length > 0 ? views : [{ indices: USUAL }]) : roleFor(options.for, namespace);
      await session.io(options).out(`${options.json === true ? JSON.stringify(role) : JSON.stringify(role, undefined, 2)}\n`);
    });
}
