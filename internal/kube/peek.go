package kube

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube/internal/connection"
	"github.com/workloadlang/wl/internal/object"
)

// Peek reads the metadata of at most so many objects of a kind, in one request,
// and how many more there are. Namespace "" means every namespace, or a
// cluster-scoped kind.
func (r reader) Peek(ctx context.Context, k kind.Resource, namespace string, limit int64) (metas []object.Meta, more int64, err error) {
	subject := Selection{Kind: k.GroupKind, Namespace: namespace}.String()
	result, err := r.connection.Send(ctx, r.connection.Request(http.MethodGet, collectionPath(k, namespace)).
		Param("limit", strconv.FormatInt(limit, 10)).
		SetHeader("Accept", acceptMetadata))
	if err != nil {
		return nil, 0, r.explain(ctx, object.Ref{}, subject, err)
	}
	page := new(metav1.PartialObjectMetadataList)
	if err := result.Into(page); err != nil {
		return nil, 0, r.explain(ctx, object.Ref{}, subject, connection.Unread(err))
	}
	for i := range page.Items {
		metas = append(metas, object.MetaFrom(k.GroupKind, &page.Items[i].ObjectMeta))
	}
	if page.RemainingItemCount != nil {
		more = *page.RemainingItemCount
	} else if page.Continue != "" {
		more = 1
	}
	return metas, more, nil
}

// acceptDiscovery asks for all kinds of all groups in one answer.
const acceptDiscovery = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList," +
	"application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"

// discoveryList is as much of an APIGroupDiscoveryList as is needed.
type discoveryList struct {
	Items []struct {
		Metadata struct {
			Name string `json:"name"`
		} `json:"metadata"`
		Versions []struct {
			Version   string `json:"version"`
			Resources []struct {
				Resource     string `json:"resource"`
				ResponseKind struct {
					Group string `json:"group"`
					Kind  string `json:"kind"`
				} `json:"responseKind"`
				Scope string   `json:"scope"`
				Verbs []string `json:"verbs"`
			} `json:"resources"`
		} `json:"versions"`
	} `json:"items"`
}

// NamespacedKinds lists the kinds of objects that are in namespaces and can be
// listed, each in the version that the server prefers, by two requests. Of a
// server that does not answer them all at once it lists those that every
// cluster has.
func (r reader) NamespacedKinds(ctx context.Context) ([]kind.Resource, error) {
	var kinds []kind.Resource
	for _, path := range []string{"/api", "/apis"} {
		var found discoveryList
		result, err := r.connection.Send(ctx, r.connection.Request(http.MethodGet, path).SetHeader("Accept", acceptDiscovery))
		if err == nil {
			err = connection.Unmarshal(result, &found)
		}
		if err != nil {
			return nil, r.explain(ctx, object.Ref{}, aboutKinds, err)
		}
		kinds = append(kinds, found.namespaced()...)
	}
	if len(kinds) == 0 {
		for k := range kind.All() {
			if k.Namespaced {
				kinds = append(kinds, k.Resource)
			}
		}
	}
	return kinds, nil
}

func (l discoveryList) namespaced() []kind.Resource {
	var kinds []kind.Resource
	for _, g := range l.Items {
		for _, v := range g.Versions { // the preferred one first
			for _, r := range v.Resources {
				gk := kind.GroupKind{Group: g.Metadata.Name, Kind: r.ResponseKind.Kind}
				known := slices.ContainsFunc(kinds, func(k kind.Resource) bool { return k.GroupKind == gk })
				if r.Scope == "Namespaced" && !known && slices.Contains(r.Verbs, "list") {
					kinds = append(kinds, kind.Resource{GroupKind: gk, Version: v.Version, Plural: r.Resource, Namespaced: true})
				}
			}
		}
	}
	return kinds
}
