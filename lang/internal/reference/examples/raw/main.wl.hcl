workload "web-shop" {
  kind = "Deployment"
  raw  = { spec = { template = { spec = { shareProcessNamespace = true } } } }

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }
}

object "quota" {
  manifest = yamldecode(<<-EOT
    apiVersion: v1
    kind: ResourceQuota
    metadata:
      name: shop
      namespace: shop
    spec:
      hard:
        pods: "20"
  EOT
  )
}
