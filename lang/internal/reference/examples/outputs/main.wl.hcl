workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  service "web-shop" {
    port "http" {
      port = 80
    }
  }
}

output "address" {
  description = "Where the shop answers within the cluster."
  value       = workload.web-shop.service["web-shop"].dns_name
}
