export { kindOf } from '../../../pkg/model/otel-kind';
