export * from './catalogue';
export * from './habitus-error';
