package connection

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"k8s.io/client-go/rest"
)

// Stream is an answer that does not end: one frame of JSON after the other.
type Stream struct {
	body   *boundedBody
	frames *json.Decoder
}

// Stream sends a request that is answered by a stream, until ctx ends.
func (c *Connection) Stream(ctx context.Context, r *rest.Request) (*Stream, error) {
	body, err := r.Stream(quiet(ctx))
	if err != nil {
		return nil, c.classify(ctx, ctx, err)
	}
	b := &boundedBody{ReadCloser: body, err: fmt.Errorf("an event of the watch is larger than %d MiB", maxEvent>>20)}
	return &Stream{body: b, frames: json.NewDecoder(b)}, nil
}

// Next waits for the next frame. The error is io.EOF where the server has ended
// the stream in order.
func (s *Stream) Next(frame any) error {
	s.body.left = maxEvent
	err := s.frames.Decode(frame)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("the connection was lost: %w", err)
	}
	return err
}

// Close ends the stream.
func (s *Stream) Close() { _ = s.body.Close() }
