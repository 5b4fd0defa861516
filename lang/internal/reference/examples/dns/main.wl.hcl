workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  advanced {
    dns {
      policy      = "None"
      nameservers = ["10.6.175.20"]
      searches    = ["shop.svc.cluster.local"]
      options     = { ndots = "2", edns0 = "" }
      host_alias "10.0.0.7" {
        hostnames = ["legacy.example.com"]
      }
    }
  }
}
