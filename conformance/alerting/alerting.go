// Package alerting reads frames as Grafana's server-side expressions do before an alert rule reduces them: the decisions of Grafana's pkg/expr, on
// the reading libraries that it uses (grafana/dataplane/sdata), stricter where the libraries can be: order of time
// and uniqueness are checked too, and nothing may be left unread.
package alerting

import (
	"fmt"
	"math"
	"time"

	"github.com/grafana/dataplane/sdata/numeric"
	"github.com/grafana/dataplane/sdata/reader"
	"github.com/grafana/dataplane/sdata/timeseries"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// Instance is what becomes one alert instance. Its labels are its identity.
type Instance struct {
	Name   string
	Labels data.Labels
	Points []Point
}

// Point is a value at a time; a number has one point without a time. A nil value is "no value".
type Point struct {
	At    time.Time
	Value *float64
}

// Last is what the reducer "last" takes: the last row.
func (i Instance) Last() *float64 {
	if len(i.Points) == 0 {
		return nil
	}
	return i.Points[len(i.Points)-1].Value
}

// Read turns the frames of one refId into instances; none and no error is Grafana's NoData.
// It fails where a rule on these frames would end in state Error, two instances of the same labels included.
func Read(frames data.Frames) ([]Instance, error) {
	if len(frames) == 0 {
		return nil, nil
	}
	meta := frames[0].Meta
	if meta == nil || meta.Type == "" || meta.TypeVersion.IsZero() {
		return nil, fmt.Errorf("frames without a type and a version are guessed at; the first has %+v", meta)
	}
	kind, err := reader.CanReadBasedOnMeta(frames)
	if err != nil {
		return nil, err
	}
	instances, err := readKind(kind, frames)
	if err != nil {
		return nil, err
	}
	return instances, unique(instances)
}

func readKind(kind data.FrameType, frames data.Frames) ([]Instance, error) {
	switch kind.Kind() {
	case data.KindTimeSeries:
		return readSeries(frames)
	case data.KindNumeric:
		return readNumbers(frames)
	default:
		return nil, fmt.Errorf("kind %s (type %s) not supported by server side expressions", kind.Kind(), kind)
	}
}

func readSeries(frames data.Frames) ([]Instance, error) {
	source, err := timeseries.CollectionReaderFromFrames(frames)
	if err != nil {
		return nil, err
	}
	series, err := source.GetCollection(true)
	if err != nil {
		return nil, err
	}
	if err := complete(series.Warning, len(series.RemainderIndices)); err != nil {
		return nil, err
	}
	instances := []Instance{}
	for _, one := range series.Refs {
		points, err := pointsOf(one)
		if err != nil {
			return nil, err
		}
		instances = append(instances, Instance{one.GetMetricName(), one.GetLabels(), points})
	}
	return instances, nil
}

func pointsOf(series timeseries.MetricRef) ([]Point, error) {
	length, err := series.Len()
	if err != nil {
		return nil, err
	}
	points := make([]Point, length)
	for i := range points {
		at, value, err := series.NullableFloat64Point(i)
		if err != nil {
			return nil, err
		}
		if err := healthy(value); err != nil {
			return nil, err
		}
		points[i] = Point{at, value}
	}
	return points, nil
}

func readNumbers(frames data.Frames) ([]Instance, error) {
	source, err := numeric.CollectionReaderFromFrames(frames)
	if err != nil {
		return nil, err
	}
	numbers, err := source.GetCollection(false)
	if err != nil {
		return nil, err
	}
	if err := complete(numbers.Warning, len(numbers.RemainderIndices)); err != nil {
		return nil, err
	}
	instances := []Instance{}
	for _, one := range numbers.Refs {
		value, _, err := one.NullableFloat64Value()
		if err != nil {
			return nil, err
		}
		if err := healthy(value); err != nil {
			return nil, err
		}
		instances = append(instances, Instance{one.GetMetricName(), one.GetLabels(), []Point{{Value: value}}})
	}
	return instances, nil
}

func complete(warning error, left int) error {
	if warning == nil && left > 0 {
		return fmt.Errorf("%d fields were not read", left)
	}
	return warning
}

// NaN compares as false, so a rule on it would be Normal for ever.
func healthy(value *float64) error {
	if value != nil && (math.IsNaN(*value) || math.IsInf(*value, 0)) {
		return fmt.Errorf("%v is no number that a rule can judge; null says that there is none", *value)
	}
	return nil
}

func unique(instances []Instance) error {
	seen := map[data.Fingerprint]bool{}
	for _, instance := range instances {
		print := instance.Labels.Fingerprint()
		if seen[print] {
			return fmt.Errorf("frame cannot uniquely be identified by its labels: has duplicate results with labels {%s}", instance.Labels)
		}
		seen[print] = true
	}
	return nil
}
