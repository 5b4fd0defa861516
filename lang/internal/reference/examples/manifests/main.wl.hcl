object "monitoring" {
  for_each = manifests("monitoring")
  manifest = each.value
}

output "alerts" {
  value = object.monitoring["ConfigMap/monitoring/alerts"].name
}
