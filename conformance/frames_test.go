package conformance

import (
	"bytes"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"

	"habitus/conformance/host"
	"habitus/conformance/project"
)

func span(made *project.Demo) host.Span { return host.Span{From: made.From, To: made.To} }

// everyQuery is each answer that the data source gives, asked about the demo.
func everyQuery(made *project.Demo) map[string]map[string]any {
	subject := victim(made)
	return map[string]map[string]any{
		"anomalies":           {"queryType": "anomalies"},
		"anomalies numeric":   {"queryType": "anomalies", "format": "numeric"},
		"anomalies of one":    {"queryType": "anomalies", "entity": subject},
		"risk":                {"queryType": "risk"},
		"risk numeric":        {"queryType": "risk", "format": "numeric"},
		"baseline":            {"queryType": "baseline", "entity": subject, "feature": "logins-failed-per-user", "withAnomalies": true},
		"baseline, no points": {"queryType": "baseline", "entity": "user:nobody-of-that-name", "feature": "logins-failed-per-user"},
	}
}

// victim is whose password the demo's brute force tried.
func victim(made *project.Demo) string {
	for _, incident := range made.Incidents {
		if incident.Kind == "brute-force" {
			return incident.Entity.Type + ":" + incident.Entity.ID
		}
	}
	panic("the demo has no brute force")
}

// askAll answers each of everyQuery, in one request.
func askAll(t *testing.T) map[string]*pluginv2.DataResponse {
	t.Helper()
	backend, made := shared(t)
	queries := []*pluginv2.DataQuery{}
	for name, model := range everyQuery(made) {
		queries = append(queries, host.Query(name, span(made), model))
	}
	answer, err := backend.Ask(within(t, 30*time.Second), queries...)
	if err != nil {
		t.Fatal(err)
	}
	return answer.Responses
}

func decoded(t *testing.T, responses map[string]*pluginv2.DataResponse) map[string]data.Frames {
	t.Helper()
	all := map[string]data.Frames{}
	for name := range responses {
		frames, err := host.Frames(&pluginv2.QueryDataResponse{Responses: responses}, name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = frames
	}
	return all
}

func TestEveryAnswerIsReadByTheSDKAndTurnedIntoJSON(t *testing.T) {
	for name, frames := range decoded(t, askAll(t)) {
		if name != "baseline, no points" && len(frames) == 0 {
			t.Errorf("%s has no frames", name)
		}
		for _, frame := range frames {
			if frame.RefID != name {
				t.Errorf("%s: refId %q", name, frame.RefID)
			}
			if _, err := frame.RowLen(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := data.FrameToJSON(frame, data.IncludeAll); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestRow01FramesSayTheirTypeInVersion01(t *testing.T) {
	for name, frames := range decoded(t, askAll(t)) {
		for _, frame := range frames {
			if frame.Meta == nil || frame.Meta.Type.Kind() == data.KindUnknown && frame.Meta.Type != data.FrameTypeTable || frame.Meta.TypeVersion != (data.FrameTypeVersion{0, 1}) {
				t.Errorf("%s: meta %+v", name, frame.Meta)
			}
		}
	}
}

func TestRow02TimeIsNeverNullableValuesMayBe(t *testing.T) {
	for name, frames := range decoded(t, askAll(t)) {
		for _, frame := range frames {
			for _, field := range frame.Fields {
				if !slices.Contains([]data.FieldType{data.FieldTypeTime, data.FieldTypeNullableFloat64, data.FieldTypeNullableString, data.FieldTypeBool}, field.Type()) {
					t.Errorf("%s: field %s is %s", name, field.Name, field.Type())
				}
			}
		}
	}
}

func TestRow03And04TimesAreExactNanoseconds(t *testing.T) {
	frames := decoded(t, askOdd(t, "times"))["times"]
	want := []int64{1_781_629_220_849, 0, -1, 9_223_372_036_854, -9_223_372_036_854}
	for i, millis := range want {
		if got := frames[0].Fields[0].At(i).(time.Time).UnixNano(); got != millis*1_000_000 {
			t.Errorf("%d ms came as %d ns", millis, got)
		}
	}
	_, made := shared(t)
	times := 0
	for name, frames := range decoded(t, askAll(t)) {
		for _, frame := range frames {
			for _, field := range frame.Fields {
				if field.Type() != data.FieldTypeTime {
					continue
				}
				for i := range field.Len() {
					times++
					if at := field.At(i).(time.Time); at.Before(made.From.AddDate(0, 0, -2)) || at.After(made.To) || at.Nanosecond()%1_000_000 != 0 {
						t.Fatalf("%s: %s is %v", name, field.Name, at)
					}
				}
			}
		}
	}
	if times < 1_000 {
		t.Errorf("only %d times were looked at", times)
	}
}

func TestRow05ArrowFilesWithoutDictionaries(t *testing.T) {
	for name, response := range askAll(t) {
		for _, file := range response.Frames {
			reader, err := ipc.NewFileReader(bytes.NewReader(file))
			if err != nil {
				t.Fatalf("%s is no Arrow file: %v", name, err)
			}
			for _, field := range reader.Schema().Fields() {
				switch kind := field.Type.(type) {
				case *arrow.TimestampType:
					if kind.Unit != arrow.Nanosecond {
						t.Errorf("%s: %s is in %s", name, field.Name, kind.Unit)
					}
				case *arrow.Float64Type, *arrow.StringType, *arrow.BooleanType:
				default:
					t.Errorf("%s: %s is %s", name, field.Name, kind)
				}
			}
		}
	}
}

func TestNumbersAreNullOrFinite(t *testing.T) {
	frames := decoded(t, askOdd(t, "numbers"))["numbers"]
	want := []*float64{nil, nil, nil, ptr(math.Copysign(0, -1)), ptr(math.MaxFloat64), ptr(5e-324), ptr(0.1), ptr(1 << 53)}
	for i, value := range want {
		got := frames[0].Fields[0].At(i).(*float64)
		if (got == nil) != (value == nil) || got != nil && math.Float64bits(*got) != math.Float64bits(*value) {
			t.Errorf("number %d came as %v", i, got)
		}
	}
}

func TestTextsAndBooleansComeAsTheyWere(t *testing.T) {
	all := decoded(t, askOdd(t, "texts", "booleans"))
	texts := all["texts"][0].Fields[0]
	if texts.At(0).(*string) != nil {
		t.Error("null is no longer null")
	}
	for i, want := range map[int]string{1: "", 2: "Zoë 🦊", 3: "a\x00b", 4: "\uFFFD"} {
		if got := *texts.At(i).(*string); got != want {
			t.Errorf("text %d came as %q", i, got)
		}
	}
	if got := len(*texts.At(5).(*string)); got != 70_000 {
		t.Errorf("the long text has %d bytes", got)
	}
	booleans := all["booleans"][0].Fields[0]
	for i := range booleans.Len() {
		if booleans.At(i).(bool) != (i%3 == 0) {
			t.Errorf("boolean %d is wrong", i)
		}
	}
}

// apache-arrow merges the metadata of fields of one name; two series `risk` would both carry the last one's labels.
func TestFieldsOfOneNameKeepTheirOwnLabels(t *testing.T) {
	fields := decoded(t, askOdd(t, "timeseries-wide"))["timeseries-wide"][0].Fields
	if fields[1].Labels["entity"] != "ada" || fields[2].Labels["entity"] != "bob" {
		t.Errorf("labels %v and %v", fields[1].Labels, fields[2].Labels)
	}
}

// A panel has as many points as pixels, and as many lines as a person tells apart.
func TestRow18AnswersAreFoldedToWhatIsAsked(t *testing.T) {
	backend, made := shared(t)
	model := map[string]any{"queryType": "baseline", "entity": victim(made), "feature": "logins-failed-per-user", "maxDataPoints": 100}
	answer, err := backend.Ask(within(t, 10*time.Second), host.Query("A", span(made), model), host.Query("B", span(made), map[string]any{"queryType": "risk", "limit": 1_000, "maxDataPoints": 100}))
	if err != nil {
		t.Fatal(err)
	}
	for refID, most := range map[string]int{"A": 4, "B": 20} {
		frames, err := host.Frames(answer, refID)
		if err != nil || len(frames) == 0 || len(frames) > most {
			t.Errorf("%s: %d frames, %v", refID, len(frames), err)
		}
		for _, frame := range frames {
			if frame.Rows() == 0 || frame.Rows() > 100 {
				t.Errorf("%s: %d rows where 100 can be drawn", refID, frame.Rows())
			}
		}
	}
}

func askOdd(t *testing.T, names ...string) map[string]*pluginv2.DataResponse {
	t.Helper()
	queries := []*pluginv2.DataQuery{}
	for _, name := range names {
		queries = append(queries, &pluginv2.DataQuery{RefId: name, QueryType: name})
	}
	answer, err := odd(t).Ask(within(t, 10*time.Second), queries...)
	if err != nil {
		t.Fatal(err)
	}
	return answer.Responses
}

func ptr(value float64) *float64 { return &value }
