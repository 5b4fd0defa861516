stack "shop" {
  namespace = "shop"
}

namespace "shop" { # error: Namespace shop needs Deployment shop/front needs Namespace shop. None of them can be created first
  depends_on = [workload.front]
}

workload "front" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
  }
}

object "each" { # error: needs CustomResourceDefinition things.example.com
  for_each = {
    thing      = { apiVersion = "example.com/v1", kind = "Thing", metadata = { name = "thing", namespace = "other" } }
    definition = { apiVersion = "apiextensions.k8s.io/v1", kind = "CustomResourceDefinition", metadata = { name = "things.example.com" }, spec = {
      group = "example.com", scope = "Namespaced", names = { kind = "Thing", plural = "things" }
      versions = [{ name = "v1", served = true, storage = true, schema = { openAPIV3Schema = { type = "object" } } }]
    } }
  }
  manifest   = each.value
  depends_on = [config_map.late]
}

config_map "late" {
  namespace  = "other"
  data       = {}
  depends_on = [object.last]
}

object "last" {
  manifest = { apiVersion = "example.com/v1", kind = "Thing", metadata = { name = "last", namespace = "other" } }
}
