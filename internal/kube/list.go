package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/object"
)

// pageSize bounds what the server holds in memory for one page.
const pageSize = 1000

// ListMeta lists the metadata of the selected objects, in object.Compare's
// order. The server sends nothing else of them, in protobuf.
func (c *Client) ListMeta(ctx context.Context, s Selection) ([]object.Meta, error) {
	var found []object.Meta
	err := c.pages(ctx, s, mediaPartialMetadata, func(raw []byte) (string, error) {
		list, err := decodeMetadataList(raw)
		if err != nil {
			return "", err
		}
		for i := range list.Items {
			found = append(found, object.MetaFrom(s.Kind, &list.Items[i].ObjectMeta))
		}
		return list.Continue, nil
	})
	slices.SortFunc(found, func(a, b object.Meta) int { return object.Compare(a.Ref, b.Ref) })
	return found, err
}

// List lists the selected objects whole, by namespace and name.
func (c *Client) List(ctx context.Context, s Selection) ([]map[string]any, error) {
	found, _, err := c.list(ctx, s)
	return found, err
}

// list also returns the resource version from which a watch may go on.
func (c *Client) list(ctx context.Context, s Selection) (found []map[string]any, version string, err error) {
	err = c.pages(ctx, s, mediaJSON, func(raw []byte) (string, error) {
		var page struct {
			Metadata   metav1.ListMeta
			APIVersion string
			Items      []json.RawMessage
		}
		if err := json.Unmarshal(raw, &page); err != nil {
			return "", err
		}
		for _, item := range page.Items {
			content := map[string]any{}
			if err := utiljson.Unmarshal(item, &content); err != nil {
				return "", err
			}
			// Items of a list carry no type of their own.
			content["kind"] = s.Kind.Kind
			content["apiVersion"] = page.APIVersion
			found = append(found, content)
		}
		version = page.Metadata.ResourceVersion
		return page.Metadata.Continue, nil
	})
	slices.SortFunc(found, func(a, b map[string]any) int { return strings.Compare(sortKey(a), sortKey(b)) })
	return found, version, err
}

// sortKey is "namespace/name".
func sortKey(content map[string]any) string {
	m, _ := content["metadata"].(map[string]any)
	namespace, _ := m["namespace"].(string)
	name, _ := m["name"].(string)
	return namespace + "/" + name
}

func splitKey(key string) (namespace, name string) {
	namespace, name, _ = strings.Cut(key, "/")
	return namespace, name
}

// pages asks for one page after the other until take returns no more token.
func (c *Client) pages(ctx context.Context, s Selection, accept string, take func([]byte) (string, error)) error {
	what := "the list of " + s.Kind.Kind + "s"
	if s.Namespace != "" {
		what += " of the namespace " + s.Namespace
	}
	token := ""
	for {
		r, err := c.listRequest(s)
		if err != nil {
			return err
		}
		r.Param("limit", fmt.Sprint(pageSize))
		if token != "" {
			r.Param("continue", token)
		}
		raw, _, err := c.do(ctx, r.SetHeader("Accept", accept), what)
		if err != nil {
			return err
		}
		if token, err = take(raw); err != nil {
			return fmt.Errorf("%s on %s: the answer cannot be read: %w", what, c.context, err)
		}
		if token == "" {
			return nil
		}
	}
}

func (c *Client) listRequest(s Selection) (*rest.Request, error) {
	path, err := collectionPath(s.Kind, s.Namespace)
	if err != nil {
		return nil, err
	}
	r := c.rest.Get().AbsPath(path...)
	if s.LabelSelector != "" {
		r.Param("labelSelector", s.LabelSelector)
	}
	if s.FieldSelector != "" {
		r.Param("fieldSelector", s.FieldSelector)
	}
	return r, nil
}
