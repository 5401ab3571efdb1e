package host

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

// Span is the time range of a query.
type Span struct{ From, To time.Time }

// Context is a plugin context as Grafana fills it, of one user.
func Context(login, role string) *pluginv2.PluginContext {
	return &pluginv2.PluginContext{
		OrgId:    1,
		PluginId: "habitus-ueba-datasource",
		User:     &pluginv2.User{Login: login, Name: login, Email: login + "@example.org", Role: role},
		DataSourceInstanceSettings: &pluginv2.DataSourceInstanceSettings{
			Id: 1, Uid: "habitus", Name: "Habitus", JsonData: []byte(`{}`), LastUpdatedMS: 1,
		},
		PluginVersion: "0.1.0",
		UserAgent:     "Grafana/12.2.0",
		GrafanaConfig: map[string]string{"GF_APP_URL": "http://localhost:3000/"},
	}
}

// Query is one query of a panel; the model holds what the editor saved, and Grafana's own keys beside it.
func Query(refID string, span Span, model map[string]any) *pluginv2.DataQuery {
	whole := map[string]any{"refId": refID, "datasource": map[string]any{"type": "habitus-ueba-datasource", "uid": "habitus"}, "intervalMs": 60_000, "maxDataPoints": 1_000}
	for key, value := range model {
		whole[key] = value
	}
	body, err := json.Marshal(whole)
	if err != nil {
		panic(err)
	}
	queryType, _ := model["queryType"].(string)
	points := int64(1_000)
	if most, ok := model["maxDataPoints"].(int); ok {
		points = int64(most)
	}
	return &pluginv2.DataQuery{
		RefId:         refID,
		MaxDataPoints: points,
		IntervalMS:    60_000,
		TimeRange:     &pluginv2.TimeRange{FromEpochMS: span.From.UnixMilli(), ToEpochMS: span.To.UnixMilli()},
		Json:          body,
		QueryType:     queryType,
	}
}

// Ask is QueryData as a panel of a Viewer sends it.
func (b *Backend) Ask(ctx context.Context, queries ...*pluginv2.DataQuery) (*pluginv2.QueryDataResponse, error) {
	return b.Data.QueryData(ctx, &pluginv2.QueryDataRequest{PluginContext: Context("viewer", "Viewer"), Queries: queries})
}

// Frames decodes the frames of one refId as grafana-plugin-sdk-go does. An error of the answer is an error.
func Frames(answer *pluginv2.QueryDataResponse, refID string) (data.Frames, error) {
	response, ok := answer.Responses[refID]
	if !ok {
		return nil, fmt.Errorf("nothing came for refId %s", refID)
	}
	if response.Error != "" {
		return nil, errors.New(response.Error)
	}
	return data.UnmarshalArrowFrames(response.Frames)
}

// Answer is a resource's answer, put together from its parts.
type Answer struct {
	Code     int
	Headers  map[string][]string
	Body     []byte
	Messages int
}

// Call is CallResource as a user of that role sends it through /api/datasources/uid/<uid>/resources/<path>.
func (b *Backend) Call(ctx context.Context, role, method, path string, body []byte) (Answer, error) {
	return b.Send(ctx, &pluginv2.CallResourceRequest{
		PluginContext: Context("someone", role),
		Path:          strings.SplitN(path, "?", 2)[0],
		Url:           path,
		Method:        method,
		Headers:       map[string]*pluginv2.StringList{"Content-Type": {Values: []string{"application/json"}}},
		Body:          body,
	})
}

// Send reads a resource's answer as Grafana does: code and headers from the first message, bytes from all.
func (b *Backend) Send(ctx context.Context, request *pluginv2.CallResourceRequest) (Answer, error) {
	stream, err := b.Resource.CallResource(ctx, request)
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{}
	for {
		part, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return answer, nil
		}
		if err != nil {
			return answer, err
		}
		if answer.Messages == 0 {
			answer.Code, answer.Headers = int(part.Code), map[string][]string{}
			for name, list := range part.Headers {
				answer.Headers[name] = list.Values
			}
		}
		answer.Messages++
		answer.Body = append(answer.Body, part.Body...)
	}
}
