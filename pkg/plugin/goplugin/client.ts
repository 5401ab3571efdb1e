export { startBackend, type BackendClient, type ResourceAnswer } from '../pluginv2/client';
